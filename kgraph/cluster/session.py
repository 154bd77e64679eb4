"""The Spark session that a build runs in."""

import os
import sys
from typing import Any

from kgraph.errors import MissingExtraError
from kgraph.parallel import count_cores

_INSTALL = "`pip install 'kgraph[spark]'`, and Java 17 or later"


def open_session(master: str) -> Any:
    """Start Spark, or take the session that is there; `master` is as Spark names it (`local[2]`, `yarn`).

    Settings beyond it are Spark's own (`spark-defaults.conf`). Raises `MissingExtraError` without PySpark
    or Java.
    """
    try:
        from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(f"the engine `spark` needs PySpark: install it with {_INSTALL}") from None
    # The workers of a local master are started with the Python that runs here.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("kgraph").master(master)
    if master.startswith("local"):
        # Two hundred partitions, which are the default, are for a cluster: each costs some milliseconds.
        builder = builder.config("spark.sql.shuffle.partitions", 2 * count_cores())
        builder = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
        builder = builder.config("spark.log.level", "ERROR")
    try:
        return builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise MissingExtraError(f"Spark does not start ({error}): install {_INSTALL}") from None
