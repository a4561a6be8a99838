"""Speed, quality and other tools; a package, since grandiso 2.2 installs another of this name."""
