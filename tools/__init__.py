"""What stands beside the portal: preparing a machine, starting everything, checking everything."""
