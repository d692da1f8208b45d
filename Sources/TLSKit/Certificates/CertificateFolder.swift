import COpenSSL
import Glibc
import NetworkValues

/// The folder in which certificates and keys are kept. Files are replaced whole: a new file (0600) beside the old one,
/// forced to the disk and moved over it, so that a crash at any moment leaves the old or the new one.
struct CertificateFolder: Sendable {
    /// The files in it.
    enum File: String, CaseIterable {
        /// The trusted certificates.
        case trusted = "trust.pem"
        /// The revocation lists.
        case revocations = "revoked.pem"
        /// The chains that were rejected.
        case rejected = "rejected.json"
        /// The device's key.
        case deviceKey = "device.key.pem"
        /// The device's certificate and its chain.
        case device = "device.pem"
        /// Key and chain of a change that is under way: with it a change is decided, and finished at the next start.
        case next = "device.next.pem"
        /// Key and chain of the certificate that the device made by itself.
        case standard = "default.pem"
        /// The signing request.
        case request = "request.pem"
        /// The key of the signing request.
        case requestKey = "request.key.pem"
    }

    /// The largest file that is read, in octets.
    static let maximumBytes = 16 << 20

    let path: String
    /// Called before each change of the folder; tests stop there, as a crash would.
    let willChange: @Sendable () throws(TLSError) -> Void

    /// Opens the folder, making it (0700) when it is not there, and removes what an interrupted change left behind.
    init(path: String, willChange: @escaping @Sendable () throws(TLSError) -> Void = {}) throws(TLSError) {
        self.path = path
        self.willChange = willChange
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw Self.failure("cannot make the folder \(path)") }
        guard chmod(path, 0o700) == 0 else { throw Self.failure("cannot protect the folder \(path)") }
        for file in File.allCases { unlink(self.path(of: file) + ".new") }
    }

    /// The path of a file.
    func path(of file: File) -> String { path + "/" + file.rawValue }

    /// What a file holds; `nil` when it is not there.
    func read(_ file: File) throws(TLSError) -> [UInt8]? {
        let descriptor = open(path(of: file), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw Self.failure("cannot open \(path(of: file))") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("cannot look at \(path(of: file))") }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.maximumBytes else {
            throw TLSError(.storage, "\(path(of: file)) is no regular file of up to \(Self.maximumBytes) octets")
        }
        // The size is known, so that no copy of a key is left behind by growing.
        var octets = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < octets.count {
            let step = octets.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, $0.count - count)
            }
            if step < 0, errno == EINTR { continue }
            guard step >= 0 else { throw Self.failure("cannot read \(path(of: file))") }
            guard step > 0 else { break }
            count += step
        }
        octets.removeLast(octets.count - count)
        return octets
    }

    /// Puts octets in a file's place.
    func write(_ octets: [UInt8], to file: File) throws(TLSError) {
        try willChange()
        let target = path(of: file)
        let temporary = target + ".new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.failure("cannot create \(temporary)") }
        do throws(TLSError) {
            defer { close(descriptor) }
            guard fchmod(descriptor, 0o600) == 0 else { throw Self.failure("cannot protect \(temporary)") }
            try Self.write(octets, to: descriptor, path: temporary)
            guard fsync(descriptor) == 0 else { throw Self.failure("cannot force \(temporary) to the disk") }
            try willChange()
            guard rename(temporary, target) == 0 else { throw Self.failure("cannot replace \(target)") }
            try synchronise()
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Removes a file, if it is there.
    func remove(_ file: File) throws(TLSError) {
        try willChange()
        guard unlink(path(of: file)) == 0 || errno == ENOENT else {
            throw Self.failure("cannot remove \(path(of: file))")
        }
        try synchronise()
    }

    /// Renames a damaged file. Returns its new name, without the folder.
    func setAside(_ file: File, at time: Timestamp) throws(TLSError) -> String {
        let date = time.description.filter { $0 != "-" && $0 != ":" }.prefix(15)
        var name = "\(file.rawValue).damaged-\(date)Z"
        var attempt = 1
        while access("\(path)/\(name)", F_OK) == 0 {
            attempt += 1
            name = "\(file.rawValue).damaged-\(date)Z-\(attempt)"
        }
        guard rename(path(of: file), "\(path)/\(name)") == 0 else {
            throw Self.failure("cannot set \(path(of: file)) aside")
        }
        try synchronise()
        return name
    }

    private static func write(_ octets: [UInt8], to descriptor: Int32, path: String) throws(TLSError) {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("cannot write \(path)") }
            rest = rest.dropFirst(count)
        }
    }

    private func synchronise() throws(TLSError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("cannot open the folder \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.failure("cannot force the folder \(path) to the disk") }
    }

    private static func failure(_ what: String) -> TLSError {
        TLSError(.storage, "\(what): \(String(cString: strerror(errno)))")
    }
}
