"""Options side by side: what the address asks for, and everything the page, its print and its exports show.

selection   the address, read and written
cells       one judgement about one option, typed; kinds of nothing told apart
rows        one row per thing that options share, group by group
differ      which risks set the options apart most
comparison  Selection and Reading in, Comparison out
wording     groups and rows in words, and through cell_words every cell: for the page and the exports alike
printed     a Comparison as text with numbered notes, for CSV, XLSX and DOCX
picker      what can be chosen, and a few ready selections
plain       a Comparison as plain values, for JSON
"""
