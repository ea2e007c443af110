"""``monitor case``: the group with all its commands, gathered from their modules."""

from __future__ import annotations

from monitor.commands import case_drafts, case_moves, case_papers, case_proof, cases

COMMANDS = cases.COMMANDS
__all__ = ["COMMANDS", "case_drafts", "case_moves", "case_papers", "case_proof"]
