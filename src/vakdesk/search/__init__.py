"""One index over all records, filled from declarations, asked inside the limits of what an actor may see."""
