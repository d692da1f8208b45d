import Foundation
import Settings

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

    /// Keeps a small text, so that it is the old one or the new one at every moment.
    static func keep(_ text: String, at path: String) throws(ReportError) {
        let failure = KeptText(path: path).keep(text)
        guard failure == 0 else { throw .system("cannot write \(path)", failure) }
    }
}
