"""The command line: one file per command group, each calling one public function."""
