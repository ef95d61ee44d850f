"""Who may do what, on what. No tables: an actor carries grants, a permission names the roles it is granted to."""
