import Foundation

/// The repository that these tests stand in.
enum Repository {
    /// The repository's folder, found from this file's own path.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The paths, relative to the root, of all files below a folder whose names end in one of `extensions`, sorted.
    static func files(under folder: String, _ extensions: String...) -> [String] {
        let start = root.appendingPathComponent(folder)
        guard let names = FileManager.default.enumerator(atPath: start.path) else { return [] }
        var found: [String] = []
        for case let name as String in names where extensions.contains((name as NSString).pathExtension) {
            found.append(folder + "/" + name)
        }
        return found.sorted()
    }

    /// The names in a folder, sorted.
    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path).sorted()
    }

    /// The text of a file.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Whether a file or folder exists.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    /// Whether a file exists and may be run.
    static func isExecutable(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: root.appendingPathComponent(path).path)
    }
}

extension String {
    /// The groups of every match of a regular expression, the whole match first.
    func matches(of pattern: String) throws -> [[String]] {
        let expression = try NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
        let whole = NSRange(startIndex..., in: self)
        return expression.matches(in: self, range: whole).map { match in
            (0..<match.numberOfRanges).map { Range(match.range(at: $0), in: self).map { String(self[$0]) } ?? "" }
        }
    }
}
