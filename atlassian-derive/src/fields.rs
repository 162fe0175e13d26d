//! What a struct says of its fields: the part of serde's attributes that models need.

use syn::meta::ParseNestedMeta;
use syn::{
    Attribute, Data, DeriveInput, Error, Generics, Ident, LitStr, Path, Result, Token, Type,
};

const SERDES_OWN: &str = "this derive is for plain structs with named fields, and for those of one nameless field; use \
                          `serde::Serialize` and `serde::Deserialize` where more is needed";

/// A struct to be read or written.
pub(crate) struct Model {
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) fields: Fields,
}

/// What it is made of.
pub(crate) enum Fields {
    Named(Vec<Field>),
    /// One value, which is all that stands on the wire.
    Transparent,
}

/// A field of it.
pub(crate) struct Field {
    pub(crate) member: Ident,
    pub(crate) ty: Type,
    /// Its name on the wire.
    pub(crate) wire: String,
    /// Other names that it may come by.
    pub(crate) aliases: Vec<String>,
    pub(crate) absent: Absent,
    pub(crate) written: Written,
    /// The function that writes the value.
    pub(crate) written_with: Option<Path>,
}

/// What stands in for a field that did not come.
pub(crate) enum Absent {
    /// Nothing: the struct cannot be read.
    Error,
    /// `None`.
    Nothing,
    /// The type's default.
    Default,
    /// What this function makes.
    Made(Path),
}

/// When a field is written.
pub(crate) enum Written {
    Always,
    Never,
    /// Unless it is `None`.
    IfSome,
    /// Unless this function says so of it.
    Unless(Path),
}

impl Model {
    pub(crate) fn of(input: &DeriveInput) -> Result<Self> {
        let Data::Struct(data) = &input.data else {
            return Err(Error::new_spanned(&input.ident, SERDES_OWN));
        };
        let mut spelling: fn(&str) -> String = str::to_owned;
        let mut transparent = false;
        each_setting(&input.attrs, |meta| {
            if meta.path.is_ident("transparent") {
                transparent = true;
            } else if meta.path.is_ident("rename_all") {
                spelling = match text(meta)?.value().as_str() {
                    "camelCase" => camel_case,
                    "kebab-case" => kebab_case,
                    _ => return Err(meta.error(SERDES_OWN)),
                };
            } else {
                return Err(meta.error(SERDES_OWN));
            }
            Ok(())
        })?;
        let fields = match &data.fields {
            syn::Fields::Named(fields) if !transparent => {
                let fields = fields.named.iter();
                Fields::Named(
                    fields
                        .map(|field| Field::of(field, spelling))
                        .collect::<Result<_>>()?,
                )
            }
            syn::Fields::Unnamed(fields) if transparent && fields.unnamed.len() == 1 => {
                Fields::Transparent
            }
            _ => return Err(Error::new_spanned(&input.ident, SERDES_OWN)),
        };
        Ok(Self {
            name: input.ident.clone(),
            generics: input.generics.clone(),
            fields,
        })
    }
}

impl Field {
    fn of(field: &syn::Field, spelling: fn(&str) -> String) -> Result<Self> {
        let Some(member) = field.ident.clone() else {
            return Err(Error::new_spanned(field, SERDES_OWN));
        };
        let name = member.to_string();
        let name = name.strip_prefix("r#").unwrap_or(&name);
        let mut made = Self {
            wire: spelling(name),
            absent: match &field.ty {
                ty if is_option(ty) => Absent::Nothing,
                _ => Absent::Error,
            },
            written: Written::Always,
            written_with: None,
            aliases: Vec::new(),
            ty: field.ty.clone(),
            member,
        };
        each_setting(&field.attrs, |meta| {
            if meta.path.is_ident("rename") {
                made.wire = text(meta)?.value();
            } else if meta.path.is_ident("alias") {
                made.aliases.push(text(meta)?.value());
            } else if meta.path.is_ident("default") {
                made.absent = if meta.input.peek(Token![=]) {
                    Absent::Made(text(meta)?.parse()?)
                } else {
                    Absent::Default
                };
            } else if meta.path.is_ident("skip_serializing_if") {
                let path = text(meta)?;
                made.written = if path.value() == "Option::is_none" {
                    Written::IfSome
                } else {
                    Written::Unless(path.parse()?)
                };
            } else if meta.path.is_ident("skip_serializing") {
                made.written = Written::Never;
            } else if meta.path.is_ident("serialize_with") {
                made.written_with = Some(text(meta)?.parse()?);
            } else {
                return Err(meta.error(SERDES_OWN));
            }
            Ok(())
        })?;
        Ok(made)
    }
}

fn each_setting(
    attributes: &[Attribute],
    mut setting: impl FnMut(&ParseNestedMeta<'_>) -> Result<()>,
) -> Result<()> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
        .try_for_each(|attribute| attribute.parse_nested_meta(|meta| setting(&meta)))
}

fn text(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}

fn is_option(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "Option")
}

fn camel_case(snake_case: &str) -> String {
    let mut words = snake_case.split('_');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.extend(letters);
    }
    camel
}

fn kebab_case(snake_case: &str) -> String {
    snake_case.replace('_', "-")
}
