"""Options screened and weighed: what the address asks for, and everything the page, its brief and its files show.

selection   the address, read and written; points that come from a role, from equal shares or from an equivalence
inputs      Selection and Reading in, the engine's inputs and its result out: one function for page, brief, command, API
report      the result as plain values, as the command and the API give it
screening   five tests for each option, and which options a failed one takes out of the ranks
swings      criteria in their groups with points and shares, equivalences to accept or revise, scores that move together
result      the result as rows: contributions, ranks, how far weights may move, what somebody else would care about
conditions  gates with what would open them, conditions to switch, what closes and opens by it
roles       the suggested weights of all roles side by side, and what they disagree about
method/     every definition, threshold and limit, with examples of this dossier
wording     sentences, for all of these
"""
