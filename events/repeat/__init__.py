"""Making sessions from a rule, and changing one with all later ones: plans to look at, which write nothing."""
