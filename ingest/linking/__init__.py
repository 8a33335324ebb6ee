"""Other people's data beside ours: registers taken as reference data, and the links between their entries and our entities."""
