import CZlib

/// Compression of a page for clients that accept it.
public enum Gzip {
    /// `bytes` as one gzip member (RFC 1952), made for speed; `nil` when memory is short.
    public static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        let bound = ipd_gzip_bound(bytes.count)
        let member = [UInt8](unsafeUninitializedCapacity: bound) { target, count in
            count = bytes.withUnsafeBufferPointer { source in
                ipd_gzip(source.baseAddress, source.count, target.baseAddress, bound, 1)
            }
        }
        return member.isEmpty ? nil : member
    }
}
