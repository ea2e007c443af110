"""The hash chain, its anchors and its verifier."""
