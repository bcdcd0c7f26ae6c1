"""2048 short English words, 11 bits each, to be read out and typed: three of them let a seat in again.

Plain things and plain verbs of three to seven letters. None insults, none belongs to a dossier's subject, none becomes
another by an added or a dropped "s"; of words that sound alike, one is here at most. Words once given out are compared
as text, so one may be exchanged for another; how many there are is their strength.
"""

from typing import Final

_TEXT: Final = """
about above accent accept account acorn acrobat across act adapt add admire adopt advice advise after again agenda agree
ahead aim air aisle alarm album alert algae alike alive alley allow almond along alpaca alpine amaze amber amount amuse
anchor angle animal ankle annual answer ant antenna anthem antique antler apart apple apricot april apron arch area
arena argue arm around arrange arrive arrow art article artist ash aside asleep aspen aspire asset assist aster astute
athlete atlas atom atrium attach attend attic auburn august aurora author autumn avenue avocado avoid awake award aware
away awning axis axle azure baby back bacon badge badger bag bagel bake baker balance balcony ball ballad ballet balloon
balsa bamboo banana band banjo bank banner barley barn barrel base basic basil basin basket bat batch bath baton bay
bazaar beach beacon bead beagle beak beam bean become bed beech beet beetle before begin behave behind being bell belong
below belt bench bend benefit beside best beta better beyond bicycle bike bill bin birch bird biscuit bit blanket blaze
blend blink block blossom blouse blush boat bobcat body boil bolt bonnet bonus book boost borrow botany both bottle
bottom boulder bounce bouquet bowl box brace bracket braid branch brass break breathe breeze brick bridge brief bright
brim bring brisk broad bronze brook broom brunch brush bubble bucket buckle bud buddy budget bugle build bulb bumper
bundle bunny burrow bus bush button buy buzz cabbage cabin cabinet cable cactus cafe cake calcium calf call calm camel
camera camp campus canal canary candle candy canoe canopy canvas canyon cap cape capital caption car caramel caravan
card care career caress caribou carol carpet carrot carry cart carton cascade case cashew castle casual cat catalog
catch cattle cave cavern ceiling celery cellar cello cement central century ceramic cereal certain chain chair chalet
chalk chamber chance change channel chapter charm chart chat cheddar cheer cheese cheetah chef chess chew chief chili
chime chimney chip chisel choice choir choose chorus chrome chunk cinema circle circus citrus city clam clarity class
classic clay clean clear clerk clever cliff climate climb clinic clip cloak clock close cloth cloud clover club clue
coach coat cobalt cobbler cocoa coconut code coffee coil coin collar collect college colony column comb come comedy
comet comfort comic common compact company compare compass compose compost concert cone confirm connect contact content
contest cook cookie copper copy coral corgi cork corn corner correct cost cottage cotton couch cougar count country
couple course cover coyote cradle craft crane crater crayon cream create crest crew crisp crochet crop croquet crowd
crumb crust cube cuckoo cuddle culture cup cupcake curious curl current curry curtain curve cushion custard custom cycle
cypress dahlia daily dairy daisy dale dance dapper dash data date dawn day deal debut decade decide deck decor deep deer
degree delight deliver delta denim dentist depth derby deserve design desk dessert detail detour develop device diagram
dial diamond diary dice differ digit dill diner dinner diploma direct dish disk dive diver divide dock doctor dog doll
dolphin domain dome domino door dot double dough down dozen dragon drama draw drawer dream dress drift drill drink drive
drop drum duck duet dune during dusk dust duty dwell dynamo each eager eagle ear early earn earth ease easel easy eat
echo eclipse edge edit editor educate effect effort egg elastic elder elect elegant element elf elk elm embark ember
emerald emit employ enable enchant endless endure energy engage engine enjoy enough enrich ensure entire entry equal
equator erase errand essay essence estate evening event exact example excel except excite exhale exit expand expect
expert explain explore export express extend extra eye fabric face fact factor factory fade fair falcon fall fame family
famous fancy fanfare far farm farmer fashion fast fawn feast feather feature fedora felt fence fern ferret ferry fetch
fiction fiddle field fiesta fig figure file fill film filter final finch fine finger finish firm first fish fit five fix
fjord flag flame flannel flash flask flat flax fleece flight flint float flock floor flora flow flower fluent fluffy
flute fly foam focus fog fold folder folk follow fond font food foot forest forever forget form formal formula forum
forward fossil found fox frame freckle free freeze fresco fresh friend frog front frost frozen fruit fry fuel full fun
funnel fur future gadget gain galaxy gallery gallop game garage garden garland garlic garnet garnish gather gazelle gear
gecko gelato gem genius gentle genuine gerbil get geyser giant gift giggle ginger giraffe give glacier glad glance glass
gleam glide glider glimmer glisten globe glory glove glow glue goal goblet gold golden golf gondola good gourd gown
grace grade grain grammar granite granola grant grape graph grass gravel gravity green greet griddle grin grocery ground
group grove grow guess guest guide guitar gulf gull gumbo gust habit hail half halo hamlet hammer hammock hamster hand
handle happen happy hardy harmony harness harp harvest hat hatch have haven hay hazel head health heart heat heather
heavy height helmet help hemlock herb herd herring hexagon hiccup hickory hidden high hike hill hinge hint history hive
hobby hockey hold holiday hollow holly home honey hoof hoop hope horizon horn hose hotel house hover huddle hug huge
human humble humid hurry hybrid icicle icing icon ideal igloo image imagine impact impala improve inch include income
indeed index indigo indoor inform initial inlet inner input inquire insect inside inspire install instant intend into
invent invest invite iris iron island item ivory ivy jacket jaguar jam january jar jasmine jaunt javelin jazz jeans
jelly jersey jet jigsaw jingle job jog join joke jolly journal journey joy jubilee judo juggle juice jukebox july jumble
jumbo jump june jungle junior just kale karate kayak keen keep kelp kettle kidney kilt kindle kiosk kit kitchen kite
kitten kiwi knee knob knock koala label lace ladder lagoon lake lamp land lane lantern lap laptop larch large lark laser
last latch later lather lattice laugh launch laundry laurel lava lawn layer leaf league lean leap learn leather lecture
ledge left leg legacy legend legume leisure lemon lemur lend length lens lentil leopard lesson letter lettuce level
lever library lid life lift light lilac lily lime limit linden line linen link lion liquid list listen liter little live
lizard llama loaf lobby lobster local locket lodge loft log logic logo long look loom loop lot lotus loud lounge love
loyal lucky luggage lumber lunar lush lute lyric macaw machine maestro magenta magic magnet magnify make mallet mammal
manage manatee mango manner manor mansion mantle map maple marble margin marina mark market marmot marsh marvel mascot
master match math matter may maybe meadow meal mean measure media medium meerkat mellow melody melt memo memory mention
menu merge merit mermaid merry metal meteor method metro middle might mild milk mill mimic mind mineral mini mint minute
mirror mist mitten mix mixture mobile model modern modest moment monday monkey month moon moose mosaic moth motion motor
mouse mouth move movie muffin museum music must mustard mutual myself myth name napkin narrow natural nature near neat
neck nectar need needle neon nest network neutral news next nice nickel nimble nine noble noise nomad noodle noon normal
north nose note notice nougat noun novel nozzle nuance number nutmeg nylon oak oasis oat object observe obtain ocean
ocelot octagon octave october octopus offer office oil okapi olive omelet once onion online onward opal open opera
operate orange orbit orca orchard orchid order oregano organ origami origin oriole ornate osprey ostrich other otter out
outdoor outfit outing outline oval oven over owl own owner oxygen oyster pace pack package packet paddle page pagoda
paint palace palette palm pancake panda panel panther papaya paper parade parka parsley parsnip part partner party pass
passage past pasta pastel pastry pasture patch path patient patio pattern pave paw pay pea peacock peanut pearl pebble
pecan peel pelican pen pencil penguin penny peony people pepper perfect perform period permit person petunia phone photo
phrase piano piccolo pick pickle picnic picture pie pier pigeon pillar pillow pine pink pioneer pitch pixel pizza place
plaid plan planet plank plant plaster plate platter play player plaza please pledge plenty plum plumage plume plural
plus pocket poem poet point polar polish polite pollen polo poncho pond pony pool popcorn poplar popular porch portion
portray post poster potato pottery pouch powder prairie praise precise prefer premier prepare present pretty pretzel
price primary prime print prism private prize process produce product profile project prompt proof proper protect proud
prove provide pudding puddle puffin pulley pulse pumpkin pupil puppet puppy purple purse puzzle pyramid quail quaint
quality quarry quart quarter quest quiche quick quiet quill quilt quince quiver quiz quote rabbit raccoon radar radio
radish raffle raft rail rainbow raisin ranch random range rapid rare ratio raven ravine ravioli reach react ready real
realm reason recall receive recent recipe record reduce reef refer reflect refresh region regular relate relax relay
remain remark remind remote renew rent repair repeat reply report request rescue reserve reside resort respect respond
rest result retail retire return reunion review reward rhubarb rhyme rhythm ribbon rice rich riddle ride ridge rinse
ripe ripple rise risotto river road roam roast robe robin robot rock rocket rodeo roof room root rope rosebud rotate
rotor round rover row royal rubber ruby rudder rug rugby ruler rumble run runner rural rush rustic sable saddle safari
safe saffron saga sage sailor salad salmon salsa salt salute sample sand sandal sandbox sapling sardine satchel satin
sauna save scale scallop scarf scenic school science scoop scooter score scout screen script scroll sculpt sea seal
search seaside season seaweed second section secure seek send sense sequel sequoia series serve service sesame session
set settle seven shadow shake shallot shape share shed sheet shelf shell shelter shield shift shimmer shine ship shirt
shop shore short shovel show shower shuffle shutter sierra sign signal silence silent silk silver similar simple sincere
sing single sit six size skate sketch ski skill skillet skip sky sleep sleeve sleigh slide slipper smart smile smooth
snack sneaker snorkel snow snug soap soccer social soda sofa solar solid solo solve sonata song soon soprano sorbet sort
sound soup source south soy spark sparrow spatula speak special speed spend sphere spice spider spinach spiral splash
sponge spoon sport spot spread spring sprout spruce square squash squid stack stadium staff stage stamp stand stanza
staple star start station statue stay steady steam steep stem stencil step stereo stew stir stitch stock stone stop
storage store stork storm stove straw stream street stretch string strong student studio study style subject submit
suburb subway succeed sudden sugar suggest suit summer summit sundial sunny sunrise sunset super supper supply support
suppose sure surf surface survey swallow swan sweater sweep swift swim swing switch symbol syrup system table tablet
tadpole tailor take talent talk tall tango tape tapioca task taste taxi teach teacher teapot telling tempo ten tenant
tennis tent term terrace test text textile texture thank theme theory thicket thimble thing think third thirty thistle
thread three thrive thunder thyme ticket tidy tiger tight tile timber tin tinsel tiny tip tissue title toast today
toffee token tomato tongue tonic tool tooth topaz topic torch total touch tour towel tower town toy track trade train
trait transit trapeze travel tray treat tree treetop trellis trend trinket trio trip trophy trout true truffle trumpet
trunk truth try tuba tugboat tulip tuna tundra tune turnip turtle tutor tuxedo twelve twenty twig twin twirl type
typical umpire uniform union unique unit unite unity unusual update upgrade uphill uplift upright upward urban use
useful usher utensil utmost valid valley value van vanilla vanish variety vase vector velvet vendor verb version via
video view villa village vine vinegar vintage vinyl viola violet violin virtue visible vision visit visitor vista vital
vivid vocal voice volcano volley volume vowel voyage wade waffle wagon walk wall wallet walnut walrus waltz want warbler
warm wash watch water wax wealth weave web wedding weekend welcome well west wetland wharf wheat wheel whisper wide
widget width willow win wind window winner winter wire wisdom wise wish with wizard wombat wonder wool word work worker
world worth wreath wren wrist writer yacht yard yarn year yeast yellow yet yield yodel yoga yolk zebra zenith zero zest
zigzag zinc zipper zodiac zone zoo
"""
WORDS: Final = tuple(_TEXT.split())
