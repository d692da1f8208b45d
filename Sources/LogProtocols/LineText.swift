/// Octets of a line as text.
public enum LineText {
    /// The text of a range of octets: UTF-8, and what is no UTF-8 as ISO 8859-1, in which every octet is a character: so
    /// nothing is lost.
    public static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        let part = bytes.extracting(range)
        if let text = unsafe part.withUnsafeBufferPointer({ unsafe String(validating: $0, as: UTF8.self) }) {
            return text
        }
        var text = ""
        for position in range { text.unicodeScalars.append(Unicode.Scalar(bytes[position])) }
        return text
    }
}
