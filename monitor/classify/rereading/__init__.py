"""The second reading of the dead and the hurt: a ledger of who is part of whom."""
