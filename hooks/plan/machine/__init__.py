"""What is true of any program on a machine: files written whole or not at all, processes beside this one."""
