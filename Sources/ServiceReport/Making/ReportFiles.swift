import Foundation

/// Folders of reports on the disk.
enum ReportFiles {
    /// Removes a file or a folder with all that is in it. What cannot be removed is met again at the next start.
    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    /// The names in a folder; none when it cannot be read.
    static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    /// Makes sure that the names in a folder survive a loss of power.
    static func sync(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// Writes a small file so that it is whole or not there.
    static func write(_ octets: Data, to path: String) throws(ReportError) {
        let new = path + ".tmp"
        unlink(new)
        let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("cannot write \(path)") }
        defer { close(descriptor) }
        let isWritten = octets.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) == $0.count }
        guard isWritten, fdatasync(descriptor) == 0, rename(new, path) == 0 else {
            let reason = errno
            unlink(new)
            throw .system("cannot write \(path)", reason)
        }
    }
}
