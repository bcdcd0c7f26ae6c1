"""Seminar exercises: what their pages say and count, without a database.

timing    do the minutes of a phase suffice, when does the exercise end, what could be cut
handles   names of seats and of councils
codes     the code that lets a class in
words     the three words that let a seat in again; their list is in wordlist
written   one item of what a council writes together, and what somebody typed on top of it
grid      the screening grid of a council; gates: how options stand for it after the news of the exercise
directive the parts of a directive, whose they are, what the dossier says to each; their names are in parts
side_by_side  what all councils have handed in
"""
