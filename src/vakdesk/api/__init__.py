"""The API: what the web does, for programs. Every list and every act that rooms offer, as JSON, behind tokens."""
