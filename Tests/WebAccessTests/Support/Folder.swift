import Glibc

/// A folder of a test's own.
struct Folder {
    let path: String

    struct Failure: Error {}

    init(_ path: String) throws {
        self.path = path
        guard mkdir(path, 0o700) == 0 else { throw Failure() }
    }

    /// The permission bits of a file in it.
    func mode(of name: String) -> UInt32? {
        var status = stat()
        return stat(path + "/" + name, &status) == 0 ? UInt32(status.st_mode) & 0o777 : nil
    }

    /// Removes it with the file that access control keeps.
    func remove() {
        unlink(path + "/access")
        rmdir(path)
    }
}
