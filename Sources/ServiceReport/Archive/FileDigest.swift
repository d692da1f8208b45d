import COpenSSL

/// A SHA-256 of what is written to a file, computed while it is written.
final class FileDigest {
    private let hash = ipd_hash_new()

    deinit { ipd_hash_free(hash) }

    func add(_ octets: UnsafeBufferPointer<UInt8>) {
        if let hash, let start = octets.baseAddress { ipd_hash_add(hash, start, octets.count) }
    }

    /// The digest in hexadecimal. Nothing can be added after it.
    func finish() -> String {
        guard let hash else { return "" }
        let digest = [UInt8](unsafeUninitializedCapacity: 32) { memory, count in
            if let start = memory.baseAddress { ipd_hash_finish(hash, start) }
            count = 32
        }
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
