/// The connection ended before anything of the request was sent.
struct ConnectionUnused: Error {}
