"""What people see: the shell, lists, forms, components, behaviours and styles that every room renders with."""
