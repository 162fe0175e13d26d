//! `Deserialize` and `Serialize` for models. What they are and what they read stands in `atlassian_core::model`.

mod fields;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{DeriveInput, Generics, Ident, parse_macro_input, parse_quote};

use fields::{Absent, Field, Fields, Model, Written};

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

/// The model's generics, each of its types with this bound.
fn bounded(generics: &Generics, bound: &TokenStream) -> Generics {
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(#bound));
    }
    generics
}

fn reading(model: &Model) -> TokenStream {
    let name = &model.name;
    let mut generics = bounded(&model.generics, &quote!(de::DeserializeOwned));
    generics.params.insert(0, parse_quote!('de));
    let (_, types, conditions) = model.generics.split_for_impl();
    let (parameters, _, _) = generics.split_for_impl();
    let (fields, read) = match &model.fields {
        Fields::Named(fields) => {
            let body = reading_fields(name, fields);
            let fields = quote! {
                impl #parameters model::Fields<'de> for #name #types #conditions { #body }
            };
            (fields, quote!(model::read(from)))
        }
        Fields::Transparent => (
            TokenStream::new(),
            quote!(de::Deserialize::deserialize(from).map(Self)),
        ),
    };
    quote! {
        const _: () = {
            use ::atlassian_core::{__private::serde::de, model};
            use ::core::{default::Default, option::Option::{self, None, Some}, result::Result::{self, Ok}};

            #fields

            impl #parameters de::Deserialize<'de> for #name #types #conditions {
                fn deserialize<D: de::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    #read
                }
            }
        };
    }
}

/// One local variable for each field, one arm for each name. Everything else is a call of a function that is the same
/// for all models, because each expression here is checked anew for each of them.
fn reading_fields(name: &Ident, fields: &[Field]) -> TokenStream {
    let text = name.to_string();
    let mut names: Vec<_> = fields.iter().map(|field| &field.wire).collect();
    let (mut slots, mut arms, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (index, field) in fields.iter().enumerate() {
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
        let aliases = names.len()..names.len() + field.aliases.len();
        names.extend(&field.aliases);
        arms.push(quote!(#index #(| #aliases)* => model::#put(&mut #slot, &mut map),));
        values.push(quote!(#member: #value));
    }
    quote! {
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
}

fn writing(model: &Model) -> TokenStream {
    let name = &model.name;
    let generics = bounded(&model.generics, &quote!(ser::Serialize));
    let (parameters, types, conditions) = generics.split_for_impl();
    let write = match &model.fields {
        Fields::Named(fields) => writing_fields(name, fields),
        Fields::Transparent => quote!(ser::Serialize::serialize(&self.0, to)),
    };
    quote! {
        const _: () = {
            use ::atlassian_core::{__private::serde::ser::{self, SerializeStruct}, model};
            use ::core::result::Result;

            impl #parameters ser::Serialize for #name #types #conditions {
                fn serialize<S: ser::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    #write
                }
            }
        };
    }
}

fn writing_fields(name: &Ident, fields: &[Field]) -> TokenStream {
    let text = name.to_string();
    // No format that models are written in asks for the exact number.
    let count = fields.len();
    let fields = fields.iter().map(|field| {
        let (member, wire, ty) = (&field.member, &field.wire, &field.ty);
        let (by, value) = match &field.written_with {
            None => (TokenStream::new(), quote!(&self.#member)),
            Some(path) => {
                let by = quote! {
                    struct By<'a>(&'a #ty);
                    impl ser::Serialize for By<'_> {
                        fn serialize<S: ser::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                            #path(self.0, to)
                        }
                    }
                };
                (by, quote!(&By(&self.#member)))
            }
        };
        match &field.written {
            Written::IfSome if field.written_with.is_none() => {
                quote!(model::write_some(&mut to, #wire, #value)?;)
            }
            Written::IfSome => quote! {
                if self.#member.is_some() {
                    #by
                    to.serialize_field(#wire, #value)?;
                }
            },
            Written::Never => TokenStream::new(),
            Written::Always => quote!({ #by to.serialize_field(#wire, #value)?; }),
            Written::Unless(path) => quote! {
                if !#path(&self.#member) {
                    #by
                    to.serialize_field(#wire, #value)?;
                }
            },
        }
    });
    quote! {
        let mut to = to.serialize_struct(#text, #count)?;
        #(#fields)*
        to.end()
    }
}
