"""The one serialised form of a dossier: the file, a revision's snapshot, a diff and the exports all use it. Pure."""
