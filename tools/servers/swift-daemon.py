"""Runs one of Swift's programs with another swift.conf: Swift knows no option for it, and /etc is not ours."""

import runpy
import sys

import swift.common.utils

swift.common.utils.SWIFT_CONF_FILE = sys.argv[1]
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
