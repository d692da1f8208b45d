public import Settings

/// Which passwords an account may have: 8 to 128 characters, any but control characters. The manual's characters are all
/// among them; its limit of 15 (3.4.5.2) is not imposed.
public enum PasswordRule {
    /// How many characters a password has.
    public static let length = 8...128

    /// What is wrong with a new password for the account `name`, in words for the person who chose it; `nil` when nothing
    /// is. The text never holds the password.
    public static func objection(to password: Secret, name: String) -> String? {
        let text = password.revealed
        // Scalars bound what one character may hold.
        guard text.unicodeScalars.count <= length.upperBound * 4, text.count <= length.upperBound else {
            return "The password must have at most \(length.upperBound) characters."
        }
        guard text.count >= length.lowerBound else {
            return "The password must have at least \(length.lowerBound) characters."
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            return "The password must not hold control characters, such as a tabulator or a line feed."
        }
        guard text.lowercased() != name.lowercased() else {
            return "The password must not be the user's name."
        }
        guard text.lowercased() != Account.defaultPassword else {
            return "The password must not be the default password."
        }
        return nil
    }
}
