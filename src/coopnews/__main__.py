"""``python -m coopnews`` is the command ``coopnews``."""

from coopnews.cli import main

if __name__ == "__main__":
    main()
