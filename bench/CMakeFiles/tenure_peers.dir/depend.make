# Empty dependencies file for tenure_peers.
# This may be replaced when dependencies are built.
