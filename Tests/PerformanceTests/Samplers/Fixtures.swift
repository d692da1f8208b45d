import Foundation

/// The recorded files, and copies of them that a test may change.
enum Fixtures {
    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: "Fixtures/Performance/\(name)").path(percentEncoded: false)
    }
}

/// A copy of a recorded host, gone with it.
final class HostCopy: Sendable {
    let root = NSTemporaryDirectory() + "host-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.copyItem(atPath: Fixtures.path("host"), toPath: root)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    func write(_ text: String, to path: String) throws {
        try text.write(toFile: root + path, atomically: false, encoding: .utf8)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: root + path)
    }

    func move(_ path: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: root + path, toPath: root + other)
    }
}
