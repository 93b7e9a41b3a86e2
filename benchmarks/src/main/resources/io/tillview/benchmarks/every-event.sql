("channel" IN ('none-${number}')) IS NOT TRUE
