"""What ``spark-submit`` is given: ``spark-submit daejo_spark.py --articles FOLDER --out FOLDER``."""

import sys

from daejo.spark._command import main

if __name__ == "__main__":
    sys.exit(main())
