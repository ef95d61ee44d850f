"""People, groups and leavers out of a CSV file: a student system, a directory export. Reading, comparing, carrying out."""
