//! What the library writes as JSON → Python's own values.
//!
//! The names of fields and of variants are the same objects every time: to make them anew would take longer than all
//! the rest.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::{Mutex, PoisonError};

use foldhash::fast::FixedState;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use serde::ser::{self, Impossible, Serialize, SerializeSeq, SerializeStruct, Serializer};

/// Names by where they stand in the program, and how long they are.
type Known = HashMap<(usize, usize), Py<PyString>, FixedState>;

static KNOWN: Mutex<Option<Known>> = Mutex::new(None);

/// Makes values, as long as it is held.
pub(crate) struct Maker<'py> {
    py: Python<'py>,
    known: Known,
}

impl<'py> Maker<'py> {
    pub(crate) fn new(py: Python<'py>) -> Self {
        // What is taken is given back: nobody waits for it while Python runs whatever it runs.
        let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
        Self { py, known }
    }

    /// The value as Python has it.
    pub(crate) fn object(&mut self, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
        value.serialize(Object(self)).map_err(|Failed(error)| error)
    }

    fn name(&mut self, name: &'static str) -> Bound<'py, PyString> {
        let py = self.py;
        let known = self.known.entry((name.as_ptr().addr(), name.len()));
        known.or_insert_with(|| PyString::intern(py, name).unbind()).bind(py).clone()
    }
}

impl Drop for Maker<'_> {
    fn drop(&mut self) {
        let known = std::mem::take(&mut self.known);
        KNOWN.lock().unwrap_or_else(PoisonError::into_inner).replace(known);
    }
}

/// What keeps a value from being made.
#[derive(Debug)]
struct Failed(PyErr);

impl ser::Error for Failed {
    fn custom<T: Display>(message: T) -> Self {
        Self(PyValueError::new_err(message.to_string()))
    }
}

impl Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failed {}

impl From<PyErr> for Failed {
    fn from(error: PyErr) -> Self {
        Self(error)
    }
}

/// A value that is being made.
struct Object<'m, 'py>(&'m mut Maker<'py>);

type Made<'py> = Result<Bound<'py, PyAny>, Failed>;

/// Values of a type that Python has as well.
macro_rules! plain {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<Self::Ok, Failed> {
            Ok(value.into_pyobject(self.0.py).map_err(PyErr::from)?.to_owned().into_any())
        })*
    };
}

impl<'m, 'py> Serializer for Object<'m, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;
    type SerializeSeq = List<'m, 'py>;
    type SerializeStruct = Dictionary<'m, 'py>;
    type SerializeTuple = Impossible<Self::Ok, Failed>;
    type SerializeTupleStruct = Impossible<Self::Ok, Failed>;
    type SerializeTupleVariant = Impossible<Self::Ok, Failed>;
    type SerializeMap = Impossible<Self::Ok, Failed>;
    type SerializeStructVariant = Impossible<Self::Ok, Failed>;

    plain!(
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_str: &str, serialize_bytes: &[u8]
    );

    fn serialize_none(self) -> Made<'py> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made<'py> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Made<'py> {
        Ok(self.0.py.None().into_bound(self.0.py))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Made<'py> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Made<'py> {
        Ok(self.0.name(variant).into_any())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Made<'py> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Made<'py> {
        Err(unknown())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Failed> {
        let list = PyList::empty(self.0.py);
        Ok(List { maker: self.0, list })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Failed> {
        let dictionary = PyDict::new(self.0.py);
        Ok(Dictionary { maker: self.0, dictionary })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Failed> {
        Err(unknown())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Failed> {
        Err(unknown())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(unknown())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Failed> {
        Err(unknown())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failed> {
        Err(unknown())
    }
}

/// Nothing that daejo writes has this form.
fn unknown() -> Failed {
    ser::Error::custom("a value of unknown form")
}

struct List<'m, 'py> {
    maker: &'m mut Maker<'py>,
    list: Bound<'py, PyList>,
}

impl<'py> SerializeSeq for List<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        Ok(self.list.append(value.serialize(Object(self.maker))?)?)
    }

    fn end(self) -> Made<'py> {
        Ok(self.list.into_any())
    }
}

struct Dictionary<'m, 'py> {
    maker: &'m mut Maker<'py>,
    dictionary: Bound<'py, PyDict>,
}

impl<'py> SerializeStruct for Dictionary<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Failed> {
        let value = value.serialize(Object(self.maker))?;
        Ok(self.dictionary.set_item(self.maker.name(name), value)?)
    }

    fn end(self) -> Made<'py> {
        Ok(self.dictionary.into_any())
    }
}
