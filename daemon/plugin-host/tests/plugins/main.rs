//! Real plugins, built by `cargo xtask plugins`, through the real host. One binary: linking wasmtime
//! takes longer than all of it.

#[cfg(test)]
mod flat_rate;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod measure;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod support;
