"""What becomes of a plan, and is read with none: files of measurements that people bring in."""

from devplans.delivery.models.measurement_imports import MeasurementImport

__all__ = ["MeasurementImport"]
