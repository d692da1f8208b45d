import NetworkValues
import Snapshot

#if canImport(Glibc)
    import Glibc
#endif

/// Reads the host's figures below a root: `/` for the host, a folder of recorded files for a test.
public struct HostReader: Sendable {
    private let root: String

    /// Makes a reader below `root`, which ends without a slash; empty for the host itself.
    public init(root: String = "") {
        self.root = root
    }

    /// The text of a file, at most 64 KiB of it; `nil` when it cannot be read.
    func text(_ path: String) -> String? {
        octets(path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The octets of a file, at most 64 KiB of them; `nil` when it cannot be read.
    func octets(_ path: String) -> [UInt8]? {
        let file = open(root + path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        while bytes.count < 65_536 {
            var failed = false
            let chunk = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                let got = read(file, buffer.baseAddress, buffer.count)
                failed = got < 0
                count = max(0, got)
            }
            if failed { return nil }
            if chunk.isEmpty { break }
            bytes += chunk
        }
        return bytes
    }

    /// The first word of a file.
    func word(_ path: String) -> String? {
        text(path)?.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }

    /// The number in a file, decimal or, behind `0x`, hexadecimal.
    func number(_ path: String) -> UInt64? {
        guard let word = word(path) else { return nil }
        return word.hasPrefix("0x") ? UInt64(word.dropFirst(2), radix: 16) : UInt64(word)
    }

    /// The names in a folder, sorted.
    func names(_ path: String) -> [String] {
        guard let folder = opendir(root + path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// How many names there are in a folder; `nil` when it cannot be read.
    func count(_ path: String) -> UInt64? {
        guard let folder = opendir(root + path) else { return nil }
        defer { closedir(folder) }
        var count: UInt64 = 0
        while readdir(folder) != nil { count += 1 }
        return count >= 2 ? count - 2 : 0
    }

    /// What the files below a folder take, in octets, `depth` folders deep.
    func bytes(below path: String, depth: Int) -> UInt64 {
        var total: UInt64 = 0
        for name in names(path) {
            var status = stat()
            let file = "\(path)/\(name)"
            guard lstat(root + file, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                if depth > 1 { total &+= bytes(below: file, depth: depth - 1) }
            } else {
                total &+= UInt64(max(0, status.st_blocks)) &* 512
            }
        }
        return total
    }
}
