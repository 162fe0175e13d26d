//! Paths with parameters: `/rest/api/3/group/{id}` and the values that belong into the braces.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the characters that no reader of URLs treats specially.
const OUTSIDE_A_SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'~')
    .remove(b'.');

/// Why a path template cannot be filled. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplateError {
    /// The template names a parameter for which there is no value.
    Missing {
        /// The parameter without a value.
        name: String,
        /// The template that names it.
        template: String,
    },
    /// There is a value for a parameter that the template does not name, or a second one for the same.
    Unused {
        /// The parameter that was given.
        name: String,
        /// The template that does not name it.
        template: String,
    },
    /// The value is empty: the request would go to another resource, often to the whole list.
    Empty {
        /// The parameter with the empty value.
        name: String,
        /// The template that names it.
        template: String,
    },
    /// The value is `.` or `..`. URLs have no way to carry either as a segment: even its encoded form leads to
    /// another path.
    DotSegment {
        /// The parameter with the refused value.
        name: String,
        /// The template that names it.
        template: String,
    },
    /// The template has a brace without its partner.
    Malformed {
        /// The template.
        template: String,
    },
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name, template } => {
                write!(f, "the path `{template}` needs a value for `{name}`")
            }
            Self::Unused { name, template } => write!(
                f,
                "the path `{template}` has no use for this value of `{name}`"
            ),
            Self::Empty { name, template } => {
                write!(f, "`{name}` in the path `{template}` is empty")
            }
            Self::DotSegment { name, template } => {
                write!(f, "`{name}` in the path `{template}` cannot be `.` or `..`")
            }
            Self::Malformed { template } => {
                write!(f, "the path `{template}` has an unpaired brace")
            }
        }
    }
}

impl std::error::Error for TemplateError {}

/// Fills each `{name}` of a path template with its value.
///
/// A value stays exactly one segment of the path, whatever it holds: everything but letters, digits and `-_~.` is
/// percent-encoded, slashes and percent signs too. Give values as they are, never encoded.
pub(crate) fn expand(template: &str, params: &[(&str, &str)]) -> Result<String, TemplateError> {
    let malformed = || TemplateError::Malformed {
        template: template.to_owned(),
    };
    let mut used = vec![false; params.len()];
    let mut path = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(malformed)?;
        if before.contains('}') || name.contains('{') {
            return Err(malformed());
        }
        path.push_str(before);
        let Some(at) = params.iter().position(|(given, _)| *given == name) else {
            return Err(TemplateError::Missing {
                name: name.to_owned(),
                template: template.to_owned(),
            });
        };
        used[at] = true;
        push_value(&mut path, template, name, params[at].1)?;
        rest = after;
    }
    if rest.contains('}') {
        return Err(malformed());
    }
    path.push_str(rest);
    match used.iter().position(|used| !used) {
        Some(at) => Err(TemplateError::Unused {
            name: params[at].0.to_owned(),
            template: template.to_owned(),
        }),
        None => Ok(path),
    }
}

fn push_value(
    path: &mut String,
    template: &str,
    name: &str,
    value: &str,
) -> Result<(), TemplateError> {
    let name = || name.to_owned();
    let template = || template.to_owned();
    match value {
        "" => Err(TemplateError::Empty {
            name: name(),
            template: template(),
        }),
        "." | ".." => Err(TemplateError::DotSegment {
            name: name(),
            template: template(),
        }),
        value => {
            path.extend(utf8_percent_encode(value, OUTSIDE_A_SEGMENT));
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;
    use proptest::prelude::*;
    use url::Url;

    use super::*;

    const GROUP: &str = "/rest/api/3/group/{id}";

    #[test]
    fn fills_each_place() {
        let params = [("b", "x y"), ("a", "5b10ac8d82e05b22cc7d4ef5:1")];
        assert_eq!(
            expand("/one/{a}/two/{b}/{a}", &params).unwrap(),
            "/one/5b10ac8d82e05b22cc7d4ef5%3A1/two/x%20y/5b10ac8d82e05b22cc7d4ef5%3A1"
        );
        assert_eq!(
            expand("/rest/api/3/myself", &[]).unwrap(),
            "/rest/api/3/myself"
        );
        assert_eq!(
            expand(GROUP, &[("id", "%2e%2e")]).unwrap(),
            "/rest/api/3/group/%252e%252e"
        );
        assert_eq!(
            expand(GROUP, &[("id", "a.b-c_d~é")]).unwrap(),
            "/rest/api/3/group/a.b-c_d~%C3%A9"
        );
    }

    #[test]
    fn refuses_what_would_reach_another_path() {
        for value in ["", ".", ".."] {
            let message = expand(GROUP, &[("id", value)]).unwrap_err().to_string();
            assert!(
                message.contains("`id`") && message.contains(GROUP),
                "{message}"
            );
        }
    }

    #[test]
    fn names_the_parameter_that_does_not_fit() {
        let missing = expand(GROUP, &[]).unwrap_err();
        assert!(matches!(missing, TemplateError::Missing { ref name, .. } if name == "id"));
        for params in [[("id", "1"), ("key", "2")], [("id", "1"), ("id", "1")]] {
            let unused = expand(GROUP, &params).unwrap_err();
            assert!(matches!(unused, TemplateError::Unused { .. }), "{unused}");
        }
        for template in ["/a/{id", "/a/id}", "/a}/{id}", "/a/{{id}}"] {
            let malformed = expand(template, &[("id", "1"), ("{id", "1")]).unwrap_err();
            assert!(
                matches!(malformed, TemplateError::Malformed { .. }),
                "{malformed}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_value_stays_one_segment(value in prop_oneof![any::<String>(), "[./\\\\%2eE?#@: \t]{0,6}"]) {
            match expand(GROUP, &[("id", &value)]) {
                Err(_) => prop_assert!(["", ".", ".."].contains(&value.as_str())),
                Ok(path) => {
                    let url = Url::parse(&format!("https://h/base{path}")).unwrap();
                    let segments: Vec<&str> = url.path_segments().unwrap().collect();
                    prop_assert_eq!(segments.len(), 6);
                    prop_assert_eq!(percent_decode_str(segments[5]).decode_utf8().unwrap(), value);
                    prop_assert_eq!((url.query(), url.fragment()), (None, None));
                }
            }
        }
    }
}
