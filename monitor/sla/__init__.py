"""Clocks, deadlines, case states, escalation ladder and duty roster: pure rules, no database, no clock."""
