import Glibc

/// The limit of open files, of which each connection is one.
enum OpenFiles {
    /// Raises the limit to the greatest that the process may have: the usual 1,024 are for programs that use select(2).
    static func raiseLimit() {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }
}
