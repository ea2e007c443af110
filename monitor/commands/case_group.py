"""``monitor case``: the group with all its commands, gathered from their modules."""

from __future__ import annotations

from monitor.commands import case_drafts, case_moves, case_open, case_papers, case_proof, cases
from monitor.commands.case_command import case

COMMANDS = (case,)
__all__ = ["COMMANDS", "case_drafts", "case_moves", "case_open", "case_papers", "case_proof", "cases"]
