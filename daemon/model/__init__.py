"""The values that travel between the rooms: frozen, slotted, without behaviour of their own."""
