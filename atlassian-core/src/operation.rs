//! Declared operations: what a declaration says of itself, and the macro that turns it into a typed call.

use crate::pages::Paging;
#[cfg(feature = "contract")]
use crate::shape::Shape;

/// What is known of one operation without sending it: a row of a crate's operation table.
#[derive(Clone, Copy, Debug)]
pub struct OperationInfo {
    /// The name of the builder, such as `ListGroups`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path with `{name}` where parameters go; limits, spans and errors call the operation by it.
    pub path: &'static str,
    /// Whether it may be sent again when it was possibly carried out already.
    pub safe_to_repeat: bool,
    /// The permission that the account needs, as Atlassian's screens call it.
    pub permission: &'static str,
    /// Classic OAuth scopes; a token needs one of them.
    pub scopes: &'static [&'static str],
    /// Granular OAuth scopes; a token that has no classic one needs all of them.
    pub granular_scopes: &'static [&'static str],
    /// The declared parameters and body fields.
    pub parameters: &'static [Parameter],
    /// How it pages, if it does.
    pub paging: Option<Paging>,
}

/// An operation with the fields of its answer's model, for the contract check.
#[cfg(feature = "contract")]
#[derive(Clone, Copy, Debug)]
pub struct Declaration {
    /// Its row of the operation table.
    pub operation: &'static OperationInfo,
    /// Looks at the model of the answer, or of the elements of a listing.
    pub shape: fn() -> Shape,
}

/// One parameter of a declared operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Where it goes.
    pub place: Place,
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether the operation takes it as an argument.
    pub required: bool,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A segment of the path.
    Path,
    /// The query string.
    Query,
    /// A field of the JSON body.
    Body,
    /// The body itself: JSON, a form with files, or bytes.
    WholeBody,
}

/// A value that can stand in a path or a query string.
pub trait ParameterValue {
    /// The text that is sent, before encoding.
    fn into_parameter(self) -> String;
}

macro_rules! parameter_by_display {
    ($($ty:ty),*) => { $(
        impl ParameterValue for $ty {
            fn into_parameter(self) -> String {
                self.to_string()
            }
        }
    )* };
}
parameter_by_display!(&str, bool, u16, u32, u64, i64, usize, crate::Timestamp);

impl ParameterValue for String {
    fn into_parameter(self) -> String {
        self
    }
}

/// Declares the operations of one resource: the handle that offers them, a typed builder for each, its documentation,
/// and the resource's rows of the operation table (`TABLE`).
///
/// ```
/// # use atlassian_core::{operations, open_enum, id_type, Elements, Page, Paging};
/// # id_type! {
/// #     /// A widget.
/// #     pub struct WidgetId;
/// # }
/// # #[derive(Debug, serde::Deserialize)] pub struct Widget { pub id: WidgetId }
/// operations! {
///     /// The widgets of the site.
///     pub struct Widgets;
///
///     /// Every widget.
///     list: ListWidgets = GET "/rest/api/3/widget" => Page<Widget> {
///         permission "Browse projects"; scopes ["read:jira-work"]; granular [];
///         query {
///             /// Only widgets whose name begins so.
///             name = "name": String,
///         }
///         pages Widget = Paging::offset("values").unique_by("id").page_size(50);
///     }
///
///     /// Renames a widget.
///     rename: RenameWidget = PUT "/rest/api/3/widget/{id}" => Widget {
///         permission "Administer Jira"; scopes ["manage:jira-configuration"]; granular [];
///         takes { path id = "id": WidgetId, body name = "name": String }
///     }
/// }
/// # fn main() {
/// assert_eq!(TABLE.len(), 2);
/// assert_eq!(ListWidgets::INFO.path, "/rest/api/3/widget");
/// # }
/// ```
///
/// The clauses of an operation, in this order; all but the first three may be left out:
///
/// | clause | meaning |
/// |---|---|
/// | `permission "…";` | what the account needs, in the words of Atlassian's screens |
/// | `scopes […];` | classic OAuth scopes, one of which a token needs |
/// | `granular […];` | granular OAuth scopes, all of which a token needs otherwise |
/// | `deprecated "…";` | Atlassian has announced its end; says when, and what to use instead |
/// | `repeat safe;` / `repeat never;` | overrides what the HTTP method says about repeating |
/// | `streams file;` | the answer is a file, which `send` hands out piece by piece; a media service is asked without the credential |
/// | `raw bytes;` | the answer is no JSON; `send` gives it whole, as it came |
/// | `takes { path \| query \| query_repeated \| query_joined \| body \| whole_body \| files \| bytes name = "wire": Type, … }` | required: arguments of the call, in this order; an empty list in the query is refused |
/// | `query { name = "wire": Type, … }` | optional query parameters, each a setter |
/// | `query_repeated { … }` | optional, one `wire=value` for each value; an empty list is refused, for it would mean all |
/// | `query_joined { … }` | optional, one `wire=a,b,c`; an empty list sends nothing |
/// | `query_filter { … }` | the same for what is asked for only: an empty list is refused, for it would mean all |
/// | `body { … }` | optional fields of the JSON body |
/// | `pages Item = Paging::…;` | the call is a listing: `.items()`, `.pages()`, `.page_size()` |
#[macro_export]
macro_rules! operations {
    (
        $(#[$handle_doc:meta])*
        pub struct $handle:ident;
        $(
            $(#[$doc:meta])*
            $method:ident : $name:ident = $http:ident $path:literal => $out:ty { $($clauses:tt)* }
        )*
    ) => {
        $(#[$handle_doc])*
        #[derive(Clone, Debug)]
        pub struct $handle {
            client: $crate::Client,
        }

        impl $handle {
            /// The resource through this client.
            #[must_use]
            pub fn new(client: &$crate::Client) -> Self {
                Self { client: client.clone() }
            }
        }

        $( $crate::__operation! {
            $handle [$(#[$doc])*] $method $name $http $path [$out] $($clauses)*
        } )*

        /// The operations of this resource.
        pub static TABLE: &[&$crate::OperationInfo] = &[ $( &$name::INFO ),* ];

        $crate::__declarations!($($name)*);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    (
        $handle:ident [$($doc:tt)*] $method:ident $name:ident $http:ident $path:literal [$out:ty]
        permission $permission:literal;
        scopes [$($scope:literal),*];
        granular [$($granular:literal),*];
        $(deprecated $deprecated:literal;)?
        $(repeat $repeat:ident;)?
        $(streams $streams:ident;)?
        $(raw $raw:ident;)?
        $(takes { $($place:ident $arg:ident = $arg_wire:literal : $arg_ty:ty),* $(,)? })?
        $(query { $($(#[$q_doc:meta])* $q:ident = $q_wire:literal : $q_ty:ty),* $(,)? })?
        $(query_repeated { $($(#[$r_doc:meta])* $r:ident = $r_wire:literal : $r_ty:ty),* $(,)? })?
        $(query_joined { $($(#[$j_doc:meta])* $j:ident = $j_wire:literal : $j_ty:ty),* $(,)? })?
        $(query_filter { $($(#[$f_doc:meta])* $f:ident = $f_wire:literal : $f_ty:ty),* $(,)? })?
        $(body { $($(#[$b_doc:meta])* $b:ident = $b_wire:literal : $b_ty:ty),* $(,)? })?
        $(pages $item:ty = $paging:expr;)?
    ) => {
        impl $handle {
            $($doc)*
            #[doc = ""]
            #[doc = concat!("`", stringify!($http), " ", $path, "` · permission: *", $permission, "*",
                $crate::__scopes!([$($scope),*] [$($granular),*]))]
            $(#[deprecated(note = $deprecated)])?
            pub fn $method(&self $($(, $arg: $crate::__argument!($place $arg_ty))*)?) -> $name {
                #[allow(unused_mut)]
                let mut request = $crate::Request::of(&$name::INFO);
                $($( $crate::__set!($place request $arg_wire, $arg_ty, $arg); )*)?
                $crate::__accept!(request $($raw)?);
                $name { call: self.client.call(request) }
            }
        }

        $($doc)*
        #[doc = ""]
        #[doc = concat!("Made by [`", stringify!($handle), "::", stringify!($method), "`]; sent by `send`.")]
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct $name {
            call: $crate::Call,
        }

        impl $name {
            /// What is known of this operation: its row of the operation table.
            pub const INFO: $crate::OperationInfo = $crate::OperationInfo {
                name: stringify!($name),
                method: stringify!($http),
                path: $path,
                safe_to_repeat: $crate::__repeat!($http $($repeat)?),
                permission: $permission,
                scopes: &[$($scope),*],
                granular_scopes: &[$($granular),*],
                parameters: &[
                    $($( $crate::__parameter!($place $arg_wire true), )*)?
                    $($( $crate::__parameter!(query $q_wire false), )*)?
                    $($( $crate::__parameter!(query $r_wire false), )*)?
                    $($( $crate::__parameter!(query $j_wire false), )*)?
                    $($( $crate::__parameter!(query $f_wire false), )*)?
                    $($( $crate::__parameter!(body $b_wire false), )*)?
                ],
                paging: $crate::__paging!($($paging)?),
            };

            $crate::__shape!([$out] $($streams)? $($raw)? $($item)?);

            $($(
                $(#[$q_doc])*
                pub fn $q(mut self, value: impl Into<$q_ty>) -> Self {
                    let value: $q_ty = value.into();
                    self.call.request_mut().set_query($q_wire, $crate::ParameterValue::into_parameter(value));
                    self
                }
            )*)?
            $($(
                $(#[$r_doc])*
                pub fn $r(mut self, values: impl IntoIterator<Item = impl Into<$r_ty>>) -> Self {
                    let values = values.into_iter().map(|value| {
                        let value: $r_ty = value.into();
                        $crate::ParameterValue::into_parameter(value)
                    });
                    self.call.request_mut().add_all($r_wire, values);
                    self
                }
            )*)?
            $($(
                $(#[$j_doc])*
                pub fn $j(mut self, values: impl IntoIterator<Item = impl Into<$j_ty>>) -> Self {
                    let values = values.into_iter().map(|value| {
                        let value: $j_ty = value.into();
                        $crate::ParameterValue::into_parameter(value)
                    });
                    let values = values.collect::<Vec<_>>().join(",");
                    if !values.is_empty() {
                        self.call.request_mut().set_query($j_wire, values);
                    }
                    self
                }
            )*)?
            $($(
                $(#[$f_doc])*
                pub fn $f(mut self, values: impl IntoIterator<Item = impl Into<$f_ty>>) -> Self {
                    let values = values.into_iter().map(|value| {
                        let value: $f_ty = value.into();
                        $crate::ParameterValue::into_parameter(value)
                    });
                    self.call.request_mut().set_joined($f_wire, values);
                    self
                }
            )*)?
            $($(
                $(#[$b_doc])*
                pub fn $b(mut self, value: impl Into<$b_ty>) -> Self {
                    let value: $b_ty = value.into();
                    self.call.request_mut().set_field($b_wire, &value);
                    self
                }
            )*)?

            $crate::__send!([$out] $($streams)? $($raw)? $($item = $paging)?);

            /// The request as it would be sent.
            #[must_use]
            pub fn request(&self) -> &$crate::Request {
                self.call.request()
            }

            /// Changes the call before it is sent: its time-out or deadline, its headers, the size of its answer.
            pub fn customize(self, change: impl FnOnce($crate::Call) -> $crate::Call) -> Self {
                Self { call: change(self.call) }
            }

            /// The call itself, to send it for a type of one's own or for the bare answer.
            pub fn into_call(self) -> $crate::Call {
                self.call
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __scopes {
    ([] []) => {
        ""
    };
    ([$($scope:literal),+] []) => {
        concat!(" · scope:" $(, " `", $scope, "`")+)
    };
    ([] [$($granular:literal),+]) => {
        concat!(" · scopes:" $(, " `", $granular, "`")+)
    };
    ([$($scope:literal),+] [$($granular:literal),+]) => {
        concat!(" · scope:" $(, " `", $scope, "`")+, ", or all of:" $(, " `", $granular, "`")+)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __argument {
    (query_repeated $ty:ty) => { impl IntoIterator<Item = impl Into<$ty>> };
    (query_joined $ty:ty) => { impl IntoIterator<Item = impl Into<$ty>> };
    ($place:ident $ty:ty) => { impl Into<$ty> };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __set {
    (path $request:ident $wire:literal, $ty:ty, $value:expr) => {
        let value: $ty = $value.into();
        $request.path_parameter($wire, $crate::ParameterValue::into_parameter(value))
    };
    (query $request:ident $wire:literal, $ty:ty, $value:expr) => {
        let value: $ty = $value.into();
        $request.add_query($wire, $crate::ParameterValue::into_parameter(value))
    };
    (query_repeated $request:ident $wire:literal, $ty:ty, $value:expr) => {
        let values = $value.into_iter().map(|value| {
            let value: $ty = value.into();
            $crate::ParameterValue::into_parameter(value)
        });
        $request.add_all($wire, values)
    };
    (query_joined $request:ident $wire:literal, $ty:ty, $value:expr) => {
        let values = $value.into_iter().map(|value| {
            let value: $ty = value.into();
            $crate::ParameterValue::into_parameter(value)
        });
        $request.set_joined($wire, values)
    };
    (body $request:ident $wire:literal, $ty:ty, $value:expr) => {
        let value: $ty = $value.into();
        $request.set_field($wire, &value)
    };
    (files $request:ident $wire:literal, $ty:ty, $value:expr) => {
        let value: $ty = $value.into();
        $request.set_files($wire, value)
    };
    (bytes $request:ident $wire:literal, $ty:ty, $value:expr) => {
        let value: $ty = $value.into();
        $request.set_body(value.into())
    };
    (whole_body $request:ident $wire:literal, $ty:ty, $value:expr) => {
        let value: $ty = $value.into();
        $request.set_json(&value)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __accept {
    ($request:ident) => {};
    ($request:ident bytes) => {
        $request.accept_anything();
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __parameter {
    (path $wire:literal $required:literal) => {
        $crate::__parameter!(@ Path $wire $required)
    };
    (query $wire:literal $required:literal) => {
        $crate::__parameter!(@ Query $wire $required)
    };
    (query_repeated $wire:literal $required:literal) => {
        $crate::__parameter!(@ Query $wire $required)
    };
    (query_joined $wire:literal $required:literal) => {
        $crate::__parameter!(@ Query $wire $required)
    };
    (body $wire:literal $required:literal) => {
        $crate::__parameter!(@ Body $wire $required)
    };
    (files $wire:literal $required:literal) => {
        $crate::__parameter!(@ WholeBody $wire $required)
    };
    (bytes $wire:literal $required:literal) => {
        $crate::__parameter!(@ WholeBody $wire $required)
    };
    (whole_body $wire:literal $required:literal) => {
        $crate::__parameter!(@ WholeBody $wire $required)
    };
    (@ $place:ident $wire:literal $required:literal) => {
        $crate::Parameter { place: $crate::Place::$place, name: $wire, required: $required }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __repeat {
    ($http:ident safe) => {
        true
    };
    ($http:ident never) => {
        false
    };
    (POST) => {
        false
    };
    (PATCH) => {
        false
    };
    ($http:ident) => {
        true
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __paging {
    () => {
        None
    };
    ($paging:expr) => {
        Some($paging)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __send {
    ([$out:ty]) => {
        /// Sends the call.
        pub fn send(self) -> $crate::Sending<$out> {
            self.call.send_as()
        }
    };
    ([$out:ty] file) => {
        /// Sends the call and hands out the file piece by piece.
        pub fn send(self) -> $crate::BoxFuture<'static, $crate::Result<$out>> {
            self.call.with_media_redirects().send_streamed()
        }

        /// The file as a download: to a writer, or to a file on disk that is there whole or not at all.
        pub fn download(self) -> $crate::Download {
            self.call.download()
        }

        /// Only what follows this many bytes, of the file that `entity_tag` names; `starts_at` of the answer says what
        /// came, for a file that is another one by now comes whole.
        pub fn with_range_from(mut self, start: u64, entity_tag: Option<&str>) -> Self {
            self.call = self.call.with_range_from(start, entity_tag);
            self
        }
    };
    ([$out:ty] bytes) => {
        /// Sends the call. What it answers is no JSON, and is given as it came.
        pub fn send(self) -> $crate::BoxFuture<'static, $crate::Result<$out>> {
            self.call.send_raw()
        }
    };
    ([$out:ty] $item:ty = $paging:expr) => {
        /// Sends the call for its first page only; `items` and `pages` fetch the rest as well.
        pub fn send(self) -> $crate::FirstPage<$out> {
            self.pages().first()
        }

        /// All elements, page after page, as they are asked for.
        pub fn items(self) -> $crate::Items<$item> {
            self.pages().items()
        }

        /// All pages.
        pub fn pages(self) -> $crate::Pages<$item> {
            $crate::Pages::new(self.call, $paging)
        }

        /// How many elements to ask for at a time. The service may give fewer, and caps what is too much.
        pub fn page_size(mut self, size: u32) -> Self {
            self.call = self.call.page_size(size);
            self
        }
    };
}

// Both are inline so that models are looked at in the crate that asks for it only: in this one it would cost as much
// again as everything else.
#[cfg(feature = "contract")]
#[doc(hidden)]
#[macro_export]
macro_rules! __shape {
    ([$out:ty] file) => {
        $crate::__shape!([] $crate::NoContent);
    };
    ([$out:ty] bytes) => {
        $crate::__shape!([] $crate::NoContent);
    };
    ([$out:ty]) => {
        $crate::__shape!([] $out);
    };
    ([$($out:ty)?] $model:ty) => {
        #[inline]
        fn shape() -> $crate::Shape {
            $crate::shape_of::<$model>()
        }
    };
}

#[cfg(feature = "contract")]
#[doc(hidden)]
#[macro_export]
macro_rules! __declarations {
    ($($name:ident)*) => {
        /// The operations of this resource with the fields of their answers' models.
        #[inline]
        #[must_use]
        pub fn declarations() -> ::std::vec::Vec<$crate::Declaration> {
            ::std::vec![ $( $crate::Declaration { operation: &$name::INFO, shape: $name::shape } ),* ]
        }
    };
}

#[cfg(not(feature = "contract"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __shape {
    ($($ignored:tt)*) => {};
}

#[cfg(not(feature = "contract"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __declarations {
    ($($ignored:tt)*) => {};
}
