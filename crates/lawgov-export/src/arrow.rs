//! Columns as an Arrow stream, for any library that reads the Arrow C stream interface.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, RecordBatch, RecordBatchIterator,
    StringArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use lawgov::{Column, ColumnType, Date, Decimal, Values};

use crate::{Error, Sheet, double};

/// Rows of one batch: offsets of text stay within 32 bits.
const ROWS: usize = 16_384;
/// Digits of an Arrow decimal, and of a core one after its point.
const DIGITS: u8 = 38;

/// The table as an Arrow stream. Numbers become doubles, or decimals of 38 digits when `exact`; dates days; labels and
/// notes the metadata of fields.
///
/// # Errors
/// When an exact number has more than 38 digits, counted with the places of the column, or a date is none.
pub fn arrow(sheet: Sheet<'_>, exact: bool) -> Result<FFI_ArrowArrayStream, Error> {
    stream(&sheet.columns, exact)
}

fn stream(columns: &[&Column], exact: bool) -> Result<FFI_ArrowArrayStream, Error> {
    let fields: Vec<Field> = columns.iter().map(|column| field(column, exact)).collect();
    let schema = Arc::new(Schema::new(fields));
    let rows = columns.first().map_or(0, |column| column.values.len());
    let mut batches = Vec::new();
    for from in (0..rows).step_by(ROWS) {
        let to = rows.min(from + ROWS);
        let arrays = columns.iter().zip(schema.fields()).map(|(column, field)| array(column, field, from, to));
        batches.push(RecordBatch::try_new(Arc::clone(&schema), arrays.collect::<Result<_, Error>>()?));
    }
    Ok(FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new(batches, schema))))
}

fn field(column: &Column, exact: bool) -> Field {
    let kind = match (&column.values, column.kind) {
        (Values::Text(_), ColumnType::Date) => DataType::Date32,
        (Values::Bool(_), _) => DataType::Boolean,
        (Values::Integer(_), _) => DataType::Int64,
        (Values::Number(values), _) if exact => {
            let scale = values.iter().flatten().map(|value| value.scale()).max().unwrap_or(0);
            DataType::Decimal128(DIGITS, i8::try_from(scale).unwrap_or(0))
        }
        (Values::Number(_), _) => DataType::Float64,
        _ => DataType::Utf8,
    };
    let mut about = HashMap::from([
        ("label_zh".to_owned(), column.label_zh.to_string()),
        ("label_en".to_owned(), column.label_en.to_string()),
    ]);
    about.extend(column.note.as_ref().map(|note| ("note".to_owned(), note.to_string())));
    Field::new(&*column.name, kind, true).with_metadata(about)
}

fn array(column: &Column, field: &Field, from: usize, to: usize) -> Result<ArrayRef, Error> {
    Ok(match (&column.values, field.data_type()) {
        (Values::Text(values), DataType::Date32) => {
            let day = |text: Option<&str>| text.map(days).transpose();
            Arc::new(values.rows(from..to).map(day).collect::<Result<Date32Array, _>>()?)
        }
        (Values::Text(values), _) => Arc::new(values.rows(from..to).collect::<StringArray>()),
        (Values::Bool(values), _) => Arc::new(values[from..to].iter().copied().collect::<BooleanArray>()),
        (Values::Integer(values), _) => Arc::new(values[from..to].iter().copied().collect::<Int64Array>()),
        (Values::Number(values), DataType::Decimal128(digits, scale)) => {
            let scaled = |value: &Option<Decimal>| value.map(|value| at_scale(value, scale.unsigned_abs())).transpose();
            let array = values[from..to].iter().map(scaled).collect::<Result<Decimal128Array, _>>()?;
            Arc::new(array.with_precision_and_scale(*digits, *scale).map_err(arrow_says)?)
        }
        (Values::Number(values), _) => {
            Arc::new(values[from..to].iter().map(|value| value.map(double)).collect::<Float64Array>())
        }
        _ => return Err(arrow_says(ArrowError::NotYetImplemented(column.kind.as_str().to_owned()))),
    })
}

fn arrow_says(error: ArrowError) -> Error {
    Error::Arrow(error.to_string())
}

/// The digits of a number with so many places, as many as an Arrow decimal holds.
fn at_scale(value: Decimal, scale: u8) -> Result<i128, Error> {
    let places = u32::from(scale).saturating_sub(value.scale());
    let digits = 10_i128.checked_pow(places).and_then(|power| value.mantissa().checked_mul(power));
    let most = 10_u128.pow(DIGITS.into());
    let fitting = digits.filter(|digits| digits.unsigned_abs() < most);
    fitting.ok_or_else(|| Error::Digits { number: value.to_string(), places: scale.into() })
}

/// Days since 1970 of an ISO date.
fn days(text: &str) -> Result<i32, Error> {
    let day = |text: &str| Some(text.parse::<Date>().ok()?.since(Date::constant(1970, 1, 1)).ok()?.get_days());
    day(text).ok_or_else(|| Error::Date { text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::Array;
    use arrow_array::ffi_stream::ArrowArrayStreamReader;

    #[test]
    fn types_are_declared_and_missing_is_null() {
        let numbers = vec![Some(Decimal::new(125, 2)), None, Some(Decimal::new(3, 0))];
        let days = [Some("1970-01-03"), Some("2024-02-29"), None];
        let columns = [
            Column::of("n", ColumnType::Number, "数", Values::Number(numbers)),
            Column::of("d", ColumnType::Date, "日", Values::Text(days.into_iter().collect())),
            Column::of("t", ColumnType::Text, "文", Values::Text([None::<&str>; 3].into_iter().collect())),
        ];
        let read = |exact| {
            let stream = arrow(Sheet::new("x", &columns), exact).expect("a stream");
            let reader = ArrowArrayStreamReader::try_new(stream).expect("a reader");
            reader.map(|batch| batch.expect("a batch")).collect::<Vec<_>>().remove(0)
        };
        let (rough, exact) = (read(false), read(true));
        let kinds: Vec<_> = rough.schema().fields().iter().map(|f| f.data_type().clone()).collect();
        assert_eq!(kinds, [DataType::Float64, DataType::Date32, DataType::Utf8]);
        assert_eq!(rough.schema().field(0).metadata()["label_zh"], "数");
        assert_eq!(rough.column(0).as_ref(), &Float64Array::from(vec![Some(1.25), None, Some(3.0)]) as &dyn Array);
        assert_eq!(rough.column(1).as_ref(), &Date32Array::from(vec![Some(2), Some(19782), None]) as &dyn Array);
        let scaled = Decimal128Array::from(vec![Some(125), None, Some(300)]).with_precision_and_scale(38, 2);
        assert_eq!(exact.column(0).as_ref(), &scaled.expect("a scale") as &dyn Array);
    }

    #[test]
    fn what_does_not_fit_is_an_error_and_never_a_gap() {
        let read = |column: Column, exact| {
            let columns = [column];
            let made = arrow(Sheet::new("x", &columns), exact);
            made.map(|_| ()).map_err(|error| error.to_string())
        };
        let numbers = |texts: [&str; 2]| {
            let values = texts.map(|text| Some(text.parse().expect("a number"))).to_vec();
            Column::of("n", ColumnType::Number, "数", Values::Number(values))
        };
        assert_eq!(read(numbers(["79228162514264337593543950335", "0.000000001"]), true), Ok(()));
        let long = read(numbers(["79228162514264337593543950335", "0.0000000001"]), true);
        assert!(long.is_err_and(|error| error.contains("has more than 38 digits")));
        assert_eq!(read(numbers(["79228162514264337593543950335", "0.0000000001"]), false), Ok(()));
        let day = Column::of("d", ColumnType::Date, "日", Values::Text([Some("去年")].into_iter().collect()));
        assert!(read(day, false).is_err_and(|error| error.contains("`去年` is no date")));
    }

    #[test]
    fn places_are_added_without_loss() {
        // 28 digits and ten places are 38; 29 are one too many.
        let scaled = |text: &str, scale| at_scale(text.parse().expect("a number"), scale).ok();
        assert_eq!(
            scaled("1234567890123456789012345678", 10),
            Some(12_345_678_901_234_567_890_123_456_780_000_000_000)
        );
        assert_eq!(scaled("12345678901234567890123456789", 10), None);
        assert_eq!(scaled("1.5", 3), Some(1500));
    }
}
