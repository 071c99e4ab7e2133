"""daejo (대조) holds news articles side by side: where their figures, dates and quotations agree, conflict or fail to
add up.

>>> import daejo
>>> [claim["text"] for claim in daejo.extract("매출은 12조3천억원으로 지난해보다 8% 늘었다.")]
['12조3천억원', '지난해', '8%']

The functions do what the command ``daejo`` does, by the same code: :func:`extract`, :func:`check`, :class:`Ledger`,
:func:`extract_batch`.
"""

from ._api import check, extract
from ._arrow import batch_schema, extract_batch
from ._config import Config
from ._daejo import Claim
from ._errors import ConfigError, DaejoError, InputError, InputWarning, LedgerError, Problem
from ._ledger import Ledger
from ._report import Report

__all__ = [
    "Claim",
    "Config",
    "ConfigError",
    "DaejoError",
    "InputError",
    "InputWarning",
    "Ledger",
    "LedgerError",
    "Problem",
    "Report",
    "batch_schema",
    "check",
    "extract",
    "extract_batch",
]
