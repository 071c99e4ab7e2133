#![no_main]

daejo_fuzz::fuzz!("html");
