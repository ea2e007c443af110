"""政务舆情回应监测: collect public opinion, hold the statutory clocks, alert, and prove it afterwards."""

__version__ = "0.1.0"
