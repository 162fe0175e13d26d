//! `Deserialize` and `Serialize` for models. What they are and what they read stands in `atlassian_core::model`.

mod fields;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{DeriveInput, parse_macro_input};

use fields::{Absent, Model, Written};

/// Reads a struct from a map of its fields.
#[proc_macro_derive(Deserialize, attributes(serde))]
pub fn deserialize(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(&parse_macro_input!(input), reading)
}

/// Writes a struct as a map of its fields.
#[proc_macro_derive(Serialize, attributes(serde))]
pub fn serialize(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(&parse_macro_input!(input), writing)
}

fn derive(input: &DeriveInput, made: fn(&Model) -> TokenStream) -> proc_macro::TokenStream {
    Model::of(input)
        .map_or_else(|error| error.to_compile_error(), |model| made(&model))
        .into()
}

/// One local variable for each field, one arm for each name. Everything else is a call of a function that is the same
/// for all models, because each expression here is checked anew for each of them.
fn reading(model: &Model) -> TokenStream {
    let name = &model.name;
    let text = name.to_string();
    let names = model.fields.iter().map(|field| &field.wire);
    let (mut slots, mut arms, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (index, field) in model.fields.iter().enumerate() {
        let slot = format_ident!("slot{index}");
        let (member, wire, ty) = (&field.member, &field.wire, &field.ty);
        let (start, put, value) = match &field.absent {
            Absent::Nothing => (quote!(: #ty = None), quote!(put), quote!(#slot)),
            Absent::Default => (
                quote!(: #ty = Default::default()),
                quote!(put),
                quote!(#slot),
            ),
            Absent::Made(path) => (quote!(: #ty = #path()), quote!(put), quote!(#slot)),
            Absent::Error => (
                quote!(: Option<#ty> = None),
                quote!(put_some),
                quote!(model::need(#slot, #wire)?),
            ),
        };
        slots.push(quote!(let mut #slot #start;));
        arms.push(quote!(#index => model::#put(&mut #slot, &mut map),));
        values.push(quote!(#member: #value));
    }
    quote! {
        const _: () = {
            use ::atlassian_core::{__private::serde::de, model};
            use ::core::{default::Default, option::Option::{self, None, Some}, result::Result::{self, Ok}};

            impl<'de> model::Fields<'de> for #name {
                const NAME: &'static str = #text;
                const FIELDS: &'static [&'static str] = &[#(#names),*];

                fn fields<A: de::MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
                    #(#slots)*
                    while let Some(field) = model::next(&mut map, Self::FIELDS)? {
                        match field {
                            #(#arms)*
                            _ => model::skip(&mut map),
                        }?;
                    }
                    Ok(Self { #(#values),* })
                }
            }

            impl<'de> de::Deserialize<'de> for #name {
                fn deserialize<D: de::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    model::read(from)
                }
            }
        };
    }
}

fn writing(model: &Model) -> TokenStream {
    let name = &model.name;
    let text = name.to_string();
    // No format that models are written in asks for the exact number.
    let count = model.fields.len();
    let fields = model.fields.iter().map(|field| {
        let (member, wire) = (&field.member, &field.wire);
        match &field.written {
            Written::Always => quote!(to.serialize_field(#wire, &self.#member)?;),
            Written::IfSome => quote!(model::write_some(&mut to, #wire, &self.#member)?;),
            Written::Unless(path) => quote! {
                if !#path(&self.#member) {
                    to.serialize_field(#wire, &self.#member)?;
                }
            },
        }
    });
    quote! {
        const _: () = {
            use ::atlassian_core::{__private::serde::ser::{self, SerializeStruct}, model};
            use ::core::result::Result;

            impl ser::Serialize for #name {
                fn serialize<S: ser::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    let mut to = to.serialize_struct(#text, #count)?;
                    #(#fields)*
                    to.end()
                }
            }
        };
    }
}
