"""The method page: what every figure of a weighing means, with an example of this dossier.

page        everything the page shows
limits      every threshold and limit, as the engine and the pages have it
works       the works that a weighing rests on
example     the worked example, put together from the modules below; every number is the engine's
before      what comes before any weight: screening and gates
sums        from points and scores to one overall value; what a missing score would do
drawn       ranges, draws and what they count
turning     what would turn the result, and dominance
checks      the verdict, one condition after the other
roles       how far roles agree
"""
