"""A weighing to be printed and handed round: one structure, from which the page, PDF, DOCX, Markdown and XLSX are made.

blocks      what a brief is made of: sections of texts, lists, tables and pictures, and numbered notes
asked       what is asked for: a reading with its result, and what only the request or a saved comparison knows
content     all sections in order
before      the question, the options, the weights and the screening
outcome     the result: verdict, what would turn it, values, ranks, spans of weights
findings    scores, risks, conditions, law and revisions behind it
markdown    the brief as Markdown
office      the brief as DOCX and XLSX
"""
