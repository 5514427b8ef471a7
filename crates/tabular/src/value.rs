//! Values: parsing and canonical forms of each field type.
