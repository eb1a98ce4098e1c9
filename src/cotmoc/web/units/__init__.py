"""The room of units and areas: both trees on any day, one unit, imports and successions."""
